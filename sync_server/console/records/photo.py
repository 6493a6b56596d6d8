"""One photo of a visit, as large as it is: its check code, when, where, and whether it is whole."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import NotFound
from domain.kinds.visit.photo import Photo
from domain.place.presence import distance_m
from domain.trail.check_code import check_code, read_out
from domain.words.values import FIX_SOURCE
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.console.site_map import circle_of
from sync_server.photos.intact import FileState, state_of
from sync_server.review.trail_steps import TrailStep
from sync_server.review.visit_page import VisitPage

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """A photo of a visit among the others, and how its file stands."""

    page: VisitPage
    photo: Photo
    number: int
    file: FileState

    @classmethod
    def of(
        cls, services: ConsoleServices, user: SignedIn, visit_id: str, photo_id: str
    ) -> "PhotoPage":
        """The photo; NotFound where the visit has none of this id, or is not for this viewer."""
        page = services.visit_pages.page(user.viewer, visit_id)
        ids = [each.photo.photo_id for each in page.photos]
        number = ids.index(photo_id) + 1 if photo_id in ids else 0
        if not number:
            raise NotFound("The visit has no such photo.", visit=visit_id)
        shown = page.photos[number - 1]
        sha256 = shown.photo.sha256
        if not shown.is_received:
            return cls(page, shown.photo, number, FileState.AWAITED)
        path = services.server.photos.readable(sha256, user.viewer.person)
        return cls(page, shown.photo, number, state_of(path, sha256))

    @property
    def step(self) -> TrailStep | None:
        """The entry by which it was taken: what is known of its time."""
        entry = self.photo.stamp.entry
        return next((step for step in self.page.steps if step.entry == entry), None)

    @property
    def before(self) -> str:
        """The id of the photo before it; empty for the first."""
        return self.page.photos[self.number - 2].photo.photo_id if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The id of the photo after it; empty for the last."""
        return (*(each.photo.photo_id for each in self.page.photos), "")[self.number]

    @property
    def is_code_right(self) -> bool:
        """Whether the check code is that of the original's hash and the photo."""
        return check_code(self.photo.original_sha256, self.photo.photo_id) == self.photo.check_code

    @property
    def spoken(self) -> str:
        """The check code as one reads it out."""
        return read_out(self.photo.check_code)

    @property
    def away_m(self) -> float | None:
        """How far from its unit it was taken; None where nobody knows."""
        circle = circle_of(self.page, self.page.visit.unit_of(self.photo))
        return distance_m(self.photo.fix, circle) if self.photo.fix and circle else None

    @property
    def source(self) -> str:
        """By what the place is known."""
        fix = self.photo.fix
        return FIX_SOURCE.get(fix.source, fix.source) if fix else ""


@router.get("/visits/{visit_id}/photos/{photo_id}")
def photo_page(
    request: Request, services: Services, user: CurrentUser, visit_id: str, photo_id: str
) -> Response:
    """The photo's page."""
    shown = PhotoPage.of(services, user, visit_id, photo_id)
    return Page("records/photo.html").response(
        request,
        user=user,
        section="visits",
        shown=shown,
        photo=shown.photo,
        visit=shown.page.visit,
        names=shown.page.names,
        step=shown.step,
    )
