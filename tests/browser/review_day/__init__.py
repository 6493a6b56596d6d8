"""The supervisor's review day: forty-six inspectors, a queue of new trails, and what is odd."""
