"""日常工作: trainings and their hours, activities, and who signed in."""
