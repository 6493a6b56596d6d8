"""督学与账号: who the district's people are, what each may do, and how they sign in."""
