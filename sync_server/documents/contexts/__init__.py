"""What each document tells, under the names that its template may use."""
