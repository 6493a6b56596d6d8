"""What an office can set, each by an environment variable ``DUJI_…`` (the README has the table)."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.place.datum import Datum
from domain.place.tile_source import TileSource, checked_datum, checked_template
from domain.place.window import DEEPEST_ZOOM
from domain.wire.workbook import RETENTION, ServiceNotice
from sync_server.robots.addresses import origins
from sync_server.server import ToldSetting

PREFIX = "DUJI_"
UNSET, SECRET = "没有设置", "已设置（不显示）"


class Settings(BaseSettings):
    """Everything the server reads from outside; the defaults serve one office on one machine."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data: Path = Field(
        title="数据文件夹：数据库、密钥和照片都在里面",
        default=Path("data"),
        description="Folder for the database (SQLite), the keys and the photos.",
    )
    database_url: SecretStr | None = Field(
        title="用哪个 PostgreSQL 数据库；没有设置就用数据文件夹里的 SQLite",
        default=None,
        description="PostgreSQL as postgresql://user:password@host/name; SQLite in data without.",
    )
    public_url: str | None = Field(
        title="大家用的网址；用 https 时登录凭据只走加密连接",
        default=None,
        pattern=r"^https?://[^/\s]+/?$",
        description="Address people use, as https://duji.example.cn; https makes cookies secure.",
    )
    log_key_file: Path | None = Field(
        title="给记录签名的私钥放在哪个文件；没有设置就是数据文件夹里的 log.key",
        default=None,
        description="File with the private key that signs the log; log.key in data without.",
    )
    export_key_file: Path | None = Field(
        title="打开手机导出文件的私钥放在哪个文件；没有设置就是数据文件夹里的 export.key",
        default=None,
        description="File with the private key that opens trail files; export.key in data without.",
    )
    trusted_proxies: str = Field(
        title="前面的代理服务器的地址，由它们说明访问者是谁",
        default="127.0.0.1,::1",
        description="Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    )
    code_days: int = Field(
        title="登录码几天内有效",
        default=14,
        ge=1,
        le=365,
        description="Days a one-time code for a phone stays good.",
    )
    session_hours: int = Field(
        title="浏览器登录后几小时要重新登录",
        default=12,
        ge=1,
        le=24 * 30,
        description="Hours until a browser has to sign in again.",
    )
    use_days: int = Field(
        title="“操作记录”里的查看和登录保留多少天；办过的事一直保留",
        default=366,
        ge=180,
        le=3660,
        description="Days that views and sign-ins stay on the page 操作记录; acts stay for good.",
    )
    backups: Path | None = Field(
        title="网页“备份”列出和新做的备份放在哪个文件夹，要在另一块磁盘上",
        default=None,
        description="Folder for the backups that the page 备份 shows and makes; another disk.",
    )
    backups_kept: int = Field(
        title="网页“备份”在那里保留几份",
        default=14,
        ge=1,
        le=1000,
        description="How many backups the page 备份 keeps there.",
    )
    attempts_per_quarter_hour: int = Field(
        title="一个账号从一个地址在 15 分钟内可以输错几次密码或登录码",
        default=10,
        ge=1,
        description="Wrong passwords or codes for one account from one address in 15 minutes.",
    )
    lines_per_day: int = Field(
        title="一部手机一天可以送来几条记录，多的第二天再送",
        default=20_000,
        ge=1,
        description="Entries one phone may bring in a day; more waits.",
    )
    photo_mb_per_day: int = Field(
        title="一部手机一天可以送来多少 MB 照片，多的第二天再送",
        default=2_000,
        ge=1,
        description="Megabytes of photos one phone may bring in a day.",
    )
    workbook_months: int = Field(
        title="手机上保留督学自己几个月的督导",
        default=13,
        ge=1,
        le=60,
        description="Months of an inspector's own visits on the phone.",
    )
    newest_app: str | None = Field(
        title="手机应用的最新版本；没有设置就以发布的为准",
        default=None,
        description="Newest version of the app; what duji app publish said without.",
    )
    oldest_app: str | None = Field(
        title="还可以开始督导的最旧版本；没有设置就以发布的为准",
        default=None,
        description="Oldest version that may begin visits; what duji app publish said without.",
    )
    operator: str | None = Field(
        title="运营单位，写在页脚和“数据与隐私”里",
        default=None,
        description="Who runs the server, as the page 数据与隐私 and every foot say it.",
    )
    filing_number: str | None = Field(
        title="网站备案号，写在页脚和“数据与隐私”里",
        default=None,
        description="The site's 备案号, on the page 数据与隐私 and in every foot.",
    )
    retention: str | None = Field(
        title="记录保存多久，写在“数据与隐私”里；没有设置就写按档案保存、不删除",
        default=None,
        description="How long records are kept, on that page; as an archive, undeleted, without.",
    )
    complaints: str | None = Field(
        title="投诉找谁（部门、电话、邮箱），写在“数据与隐私”里",
        default=None,
        description="Where complaints go (office, telephone, mail box), on that page.",
    )
    map_tiles: str | None = Field(
        title="地图的底图从哪里取；没有设置就没有底图",
        default=None,
        description="Tiles under the map, as https://host/{z}/{x}/{y}.png; bare paper without.",
    )
    map_datum: Datum = Field(
        title="底图的坐标系：wgs84 或 gcj02",
        default=Datum.WGS84,
        description="Datum of these tiles: wgs84 or gcj02; bd09 has another grid and is refused.",
    )
    map_zoom: int = Field(
        title="底图最多放大到第几级",
        default=18,
        ge=1,
        le=DEEPEST_ZOOM,
        description="The deepest zoom these tiles have.",
    )
    map_credit: str | None = Field(
        title="底图是谁的、审图号，写在地图上；用底图就要一起设",
        default=None,
        description="Whose tiles these are and their 审图号, on the map; has to be set with them.",
    )
    robot_hosts: str | None = Field(
        title="群机器人除了钉钉、企业微信和飞书以外还可以在哪些主机上，用逗号分开",
        default=None,
        description="Further hosts of group robots, by commas: host, host:port, http://host:port.",
    )
    metrics_token: SecretStr | None = Field(
        title="监控系统读取运行指标的口令；没有设置就只有服务器本机可以读",
        default=None,
        description="Bearer token for /metrics; without one only this machine may read them.",
    )
    log_format: Literal["text", "json"] = Field(
        title="运行日志怎么写：text 是普通文字，json 给日志系统",
        default="text",
        description="How log lines are written: text or json.",
    )

    @field_validator("map_tiles")
    @classmethod
    def _is_template(cls, template: str | None) -> str | None:
        return template if template is None else checked_template(template)

    @field_validator("robot_hosts")
    @classmethod
    def _are_hosts(cls, hosts: str | None) -> str | None:
        origins(hosts or "")
        return hosts

    @field_validator("map_datum")
    @classmethod
    def _is_on_our_grid(cls, datum: Datum) -> Datum:
        return checked_datum(datum)

    @model_validator(mode="after")
    def _says_whose_tiles(self) -> Self:
        if self.map_tiles and not (self.map_credit or "").strip():
            raise ValueError(f"{PREFIX}MAP_TILES wants {PREFIX}MAP_CREDIT: who made them, 审图号")
        return self

    @property
    def tiles(self) -> TileSource | None:
        """The tiles under the map; None without any."""
        if self.map_tiles is None:
            return None
        credit = (self.map_credit or "").strip()
        return TileSource(self.map_tiles, self.map_datum, self.map_zoom, credit)

    @property
    def told(self) -> tuple[ToldSetting, ...]:
        """Every setting as the office may see it; of a secret only whether there is one."""
        return tuple(
            ToldSetting(
                f"{PREFIX}{name.upper()}",
                field.title or "",
                _said(getattr(self, name)),
                is_set=name in self.model_fields_set,
                is_path=isinstance(getattr(self, name), Path),
            )
            for name, field in type(self).model_fields.items()
        )

    @property
    def about(self) -> ServiceNotice:
        """What people are told of the site."""
        return ServiceNotice(
            operator=self.operator or "",
            filing_number=self.filing_number or "",
            retention=self.retention or RETENTION,
            complaints=self.complaints or "",
        )

    @property
    def photos(self) -> Path:
        """Where the photos are."""
        return self.data / "photos"

    @property
    def thumbnails(self) -> Path:
        """Where small pictures of the photos are, which can be made anew."""
        return self.data / "thumbnails"

    @property
    def app(self) -> Path:
        """Where the published app is."""
        return self.data / "app"

    @property
    def is_https(self) -> bool:
        """Whether people reach the server by TLS."""
        return (self.public_url or "").startswith("https://")

    @property
    def log_key(self) -> Path:
        """The file with the log's private key."""
        return self.log_key_file or self.data / "log.key"

    @property
    def export_key(self) -> Path:
        """The file with the key that opens trail files."""
        return self.export_key_file or self.data / "export.key"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        if self.database_url is None:
            return f"sqlite:///{self.data.absolute() / 'duji.db'}"
        url = self.database_url.get_secret_value()
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        return url


def _said(value: object) -> str:
    if value is None:
        return UNSET
    return SECRET if isinstance(value, SecretStr) else str(value)
