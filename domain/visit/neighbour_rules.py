"""All rules that judge a visit by other visits; a further one is added here and nowhere else."""

from domain.visit.neighbours import NeighbourRule
from domain.visit.same_day import SameDay
from domain.visit.same_photo import SamePhoto
from domain.visit.same_sentences import SameSentences

NEIGHBOUR_RULES: tuple[NeighbourRule, ...] = (SamePhoto(), SameSentences(), SameDay())
