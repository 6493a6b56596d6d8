"""待审核 and 核对: going through what waits for a verdict, and telling whether a photo is ours."""
