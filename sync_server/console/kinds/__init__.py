"""The kinds of pages, each written once: a list, a thing, a form and a paper."""
