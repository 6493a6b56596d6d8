"""专项次 of a period in words: where the months add up to more than there were campaigns."""

from collections.abc import Sequence

from domain.month.month import CampaignMonth

COUNTY = "县本级"
MOST_NAMED = 5


def spread_words(found: Sequence[CampaignMonth]) -> str:
    """Why the months' 专项次 add up to more than the period's; empty where they do not."""
    months: dict[str, list[CampaignMonth]] = {}
    for each in found:
        months.setdefault(each.campaign_id, []).append(each)
    several = [some for some in months.values() if len(some) > 1]
    if not several:
        return ""
    named = "、".join(_named(some) for some in several[:MOST_NAMED])
    more = "等" if len(several) > MOST_NAMED else ""
    return (
        f"专项次 {len(months)}，各月专项次相加是 {len(found)}，多 {len(found) - len(months)}："
        f"一个专项在有实地督导的每个月各计 1 次，在整个统计期只计 1 次。"
        f"跨月的专项 {len(several)} 个：{named}{more}。"
    )


def _named(some: Sequence[CampaignMonth]) -> str:
    months = "、".join(f"{each.month[:4]}年{int(each.month[5:])}月" for each in some)
    return f"{some[0].title}（{months}）"
