"""The office's own work: trainings, activities, hours, and signing in."""
