"""How many schools are usual: about five a person, at most twenty a zone (挂牌督导办法, 2013).

Both are warned of and refused nowhere: places differ.
"""

SCHOOLS_A_PERSON = 5
MOST_SCHOOLS_A_PERSON = 7
MOST_SCHOOLS_A_ZONE = 20


def zone_warning(schools: int) -> str:
    """What is to be said of a zone with so many schools in use; empty for nothing."""
    return f"超过 {MOST_SCHOOLS_A_ZONE} 所" if schools > MOST_SCHOOLS_A_ZONE else ""


def person_warning(schools: int) -> str:
    """What is to be said of a person who is mainly responsible for so many; empty for nothing."""
    if schools <= MOST_SCHOOLS_A_PERSON:
        return ""
    return f"已主责 {schools} 所，一般每人 {SCHOOLS_A_PERSON} 所左右"
