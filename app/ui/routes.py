"""Every page of the app and where it is found."""

import flet as ft

from app.ui.screens.account.accounts import AccountsScreen
from app.ui.screens.account.enrol import EnrolScreen, SignInAgainScreen
from app.ui.screens.account.pin import PinScreen
from app.ui.screens.camera.screen import CameraScreen
from app.ui.screens.day.day import DayScreen
from app.ui.screens.findings.due_findings import FollowUpsScreen
from app.ui.screens.library.library import LibraryScreen
from app.ui.screens.library.paper import ChapterScreen, PaperScreen
from app.ui.screens.messages.list import MessagesScreen
from app.ui.screens.messages.message import MessageScreen
from app.ui.screens.month.campaign import CampaignScreen
from app.ui.screens.month.month import MonthScreen
from app.ui.screens.phone.diagnostics import DiagnosticsScreen
from app.ui.screens.phone.export import ExportScreen
from app.ui.screens.phone.privacy import PrivacyScreen, VisitPrivacyScreen
from app.ui.screens.phone.storage import StorageScreen
from app.ui.screens.records.records import RecordsScreen
from app.ui.screens.school.choose import ChooseScreen
from app.ui.screens.school.school import SchoolScreen
from app.ui.screens.shell.shell import Shell
from app.ui.screens.sync.tab import SyncScreen
from app.ui.screens.sync.visits import VisitSafetyScreen
from app.ui.screens.tasks.list import TasksScreen
from app.ui.screens.tasks.task import TaskScreen
from app.ui.screens.visit.checklist.checklist import ChecklistScreen
from app.ui.screens.visit.findings.finding import FindingScreen
from app.ui.screens.visit.findings.list import FindingsScreen
from app.ui.screens.visit.follow_ups.follow_up import FollowUpScreen
from app.ui.screens.visit.follow_ups.list import VisitFollowUpsScreen
from app.ui.screens.visit.gate.entry_pass import EntryPassScreen
from app.ui.screens.visit.hub import VisitScreen
from app.ui.screens.visit.lessons.lesson import LessonScreen
from app.ui.screens.visit.lessons.list import LessonsScreen
from app.ui.screens.visit.methods import MethodsScreen
from app.ui.screens.visit.notes import NotesScreen
from app.ui.screens.visit.photos.list import PhotosScreen
from app.ui.screens.visit.photos.photo import PhotoScreen
from app.ui.screens.visit.place.by_hand import ByHandScreen
from app.ui.screens.visit.plan.plan import PlanScreen
from app.ui.screens.visit.record.read_through import ReadThroughScreen
from app.ui.screens.visit.signing.sign import SignScreen
from app.ui.screens.visit.signing.signatures import SignaturesScreen
from app.ui.screens.visit.submit import SubmitScreen
from app.ui.screens.visit.units.choose import ChooseUnitScreen

ROUTES = [
    ft.Route(
        component=Shell,
        outlet=True,
        children=[
            ft.Route(index=True, component=MonthScreen),
            ft.Route(path="records", component=RecordsScreen),
            ft.Route(path="sync", component=SyncScreen),
        ],
    ),
    ft.Route(path="accounts", component=AccountsScreen, modal=True),
    ft.Route(path="accounts/new", component=EnrolScreen, modal=True),
    ft.Route(path="enrol", component=EnrolScreen, modal=True),
    ft.Route(path="choose/:purpose?", component=ChooseScreen, modal=True),
    ft.Route(path="day", component=DayScreen, modal=True),
    ft.Route(path="follow-ups", component=FollowUpsScreen, modal=True),
    ft.Route(path="messages", component=MessagesScreen, modal=True),
    ft.Route(path="message/:message_id", component=MessageScreen, modal=True),
    ft.Route(path="tasks", component=TasksScreen, modal=True),
    ft.Route(path="task/:task_id", component=TaskScreen, modal=True),
    ft.Route(path="campaign/:campaign_id", component=CampaignScreen, modal=True),
    ft.Route(path="school/:school_id/:campaign_id?", component=SchoolScreen, modal=True),
    ft.Route(path="accounts/again", component=SignInAgainScreen, modal=True),
    ft.Route(path="accounts/pin/:act?", component=PinScreen, modal=True),
    ft.Route(path="pin", component=PinScreen, modal=True),
    ft.Route(path="safe/:visit_id", component=VisitSafetyScreen, modal=True),
    ft.Route(path="export", component=ExportScreen, modal=True),
    ft.Route(path="storage", component=StorageScreen, modal=True),
    ft.Route(path="diagnostics", component=DiagnosticsScreen, modal=True),
    ft.Route(path="privacy", component=PrivacyScreen, modal=True),
    ft.Route(path="library/:theme_id?", component=LibraryScreen, modal=True),
    ft.Route(path="paper/:policy_id", component=PaperScreen, modal=True),
    ft.Route(path="handbook/:chapter", component=ChapterScreen, modal=True),
    ft.Route(
        path="visit/:visit_id",
        component=VisitScreen,
        modal=True,
        children=[
            ft.Route(path="plan", component=PlanScreen),
            ft.Route(path="pass", component=EntryPassScreen),
            ft.Route(path="units", component=ChooseUnitScreen),
            ft.Route(path="by-hand/:way", component=ByHandScreen),
            ft.Route(path="checklist", component=ChecklistScreen),
            ft.Route(path="methods", component=MethodsScreen),
            ft.Route(path="lessons", component=LessonsScreen),
            ft.Route(path="lesson/:lesson_id", component=LessonScreen),
            ft.Route(path="notes", component=NotesScreen),
            ft.Route(path="findings", component=FindingsScreen),
            ft.Route(path="finding/:finding_id/:item_id?", component=FindingScreen),
            ft.Route(path="follow-ups", component=VisitFollowUpsScreen),
            ft.Route(path="follow-up/:finding_id", component=FollowUpScreen),
            ft.Route(path="photos", component=PhotosScreen),
            ft.Route(path="photo/:photo_id", component=PhotoScreen),
            ft.Route(path="camera/:what?/:of?", component=CameraScreen),
            ft.Route(path="signatures", component=SignaturesScreen),
            ft.Route(path="read/:signer", component=ReadThroughScreen),
            ft.Route(path="sign/:signer", component=SignScreen),
            ft.Route(path="submit", component=SubmitScreen),
            ft.Route(path="privacy/:came_from?", component=VisitPrivacyScreen),
        ],
    ),
]
