"""From trainings, activities and meetings to their rows."""
