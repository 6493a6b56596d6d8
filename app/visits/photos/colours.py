"""A picture's colours on their way into a JPEG: in RGB, with the profile that says which."""

from io import BytesIO

from PIL import Image, ImageCms

PAPER = (255, 255, 255)
# These are made smaller as they are, and put into RGB then.
_PLAIN_MODES = ("RGB", "L", "CMYK")
_SPACES = {"L": b"GRAY", "CMYK": b"CMYK"}


def without_alpha(picture: Image.Image) -> Image.Image:
    """The picture in RGB, grey or CMYK, on white where it is transparent."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, PAPER)
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if picture.mode in _PLAIN_MODES:
        return picture
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("RGB")


def in_rgb(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The picture in RGB and the profile that its values are meant by; None stands for sRGB.

    Grey and CMYK with a profile of their own are converted to sRGB by it.
    """
    space = profile[16:20] if profile else b""
    if space == b"RGB ":
        return picture.convert("RGB"), profile
    if profile and space == _SPACES.get(picture.mode):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError, ImportError):
            pass  # A damaged profile, or a phone's Pillow without colour management.
        else:
            return converted or picture.convert("RGB"), None
    return picture.convert("RGB"), None
