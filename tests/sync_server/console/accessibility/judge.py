"""What axe says of a page: every rule of WCAG 2.2 A and AA, and its rules of good practice."""

from pathlib import Path

from playwright.async_api import Page

from tests.fixtures.missing import skip_for_lack_of
from tools.front_end import PACKAGES

AXE = PACKAGES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing is pressed on paper, and nobody moves about on it by headings: the head of a page is not
# printed where the paper has a title of its own.
NOT_ON_PAPER = ("target-size", "page-has-heading-one")
# What is folded away is a part of the page, too.
UNFOLD = "for (const each of document.querySelectorAll('details')) each.open = true"
# Of a single letter axe leaves it to people whether it is text: here it always is.
RUN = """async ([tags, left]) => {
  const rules = Object.fromEntries(left.map(rule => [rule, {enabled: false}]));
  const resultTypes = ['violations', 'incomplete'];
  const found = await axe.run(document, {runOnly: tags, rules, resultTypes});
  const isFaint = ({data}) => data && data.messageKey === 'shortTextContent'
    && 0 < data.contrastRatio && data.contrastRatio < parseFloat(data.expectedContrastRatio);
  const faint = found.incomplete.filter(rule => rule.id === 'color-contrast').map(rule => (
    {...rule, nodes: rule.nodes.filter(node => node.any.some(isFaint))}));
  return [...found.violations, ...faint].flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`));
}"""


def axe_source(path: Path = AXE) -> str:
    """The script that judges."""
    if not path.is_file():
        skip_for_lack_of("axe", "run `python3 -m tools.setup`")
    return path.read_text("utf-8")


async def complaints(page: Page, *left_out: str) -> list[str]:
    """Each rule that the page breaks, with the element that breaks it; some rules left out.

    The page's context brings the script that judges along.
    """
    await page.evaluate(UNFOLD)
    found: list[str] = await page.evaluate(RUN, [TAGS, left_out])
    return found
