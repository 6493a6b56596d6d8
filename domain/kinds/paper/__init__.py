"""The office's papers (文书): to units, about findings and other matters."""
