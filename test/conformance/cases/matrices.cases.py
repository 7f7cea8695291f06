case("orthogonal_penalty", x=normal(4, 3))
case("orthogonal_penalty", x=normal(2, 3, 3))
case("orthogonal_penalty", x=normal(2, 4))
case("acyclicity", weights=normal(3, 3))
case("acyclicity", weights=normal(4, 4) * 0.01)
case("rotation", angles=normal(3), point=normal(3))
square = normal(3, 3)
for p in (None, -2):
    case("conditioning", x=square, p=p)
for driver in ("gels", "gelsd", "gelsy"):
    case("least_squares", a=normal(5, 2), b=normal(5, 3), driver=driver)
case("systems", a=normal(2, 3, 6), b=normal(2, 3), c=normal(3))
for triangle in ("L", "U"):
    case("one_triangle", x=square, triangle=triangle)
picture, grid = normal(1, 2, 3, 4), uniform(1, 2, 3, 2, low=-1.3, high=1.3)
for mode in ("nearest", "bilinear", "bicubic"):
    for padding in ("zeros", "border", "reflection"):
        case("looked_up", picture=picture, grid=grid, mode=mode, padding=padding, corners=mode != "bilinear")
case("looked_up", picture=normal(1, 1, 2, 3, 2), grid=uniform(1, 1, 2, 2, 3, low=-1.3, high=1.3), mode="bilinear", padding="border", corners=False)
case("moved_volume", volume=normal(1, 1, 3, 2, 3), theta=normal(1, 3, 4) * 0.5)
case("half_spectra", x=normal(3, 4))
case("half_spectra", x=normal(2, 5))
case("slopes", x=normal(4, 5), place=tensor([0.0, 0.5, 2.0, 2.5, 4.0]))
case("pooled", x=normal(2, 3, 5))
case("spread_out", x=normal(1, 2, 2, 2, 1), weight=normal(2, 1, 2, 3, 2))
for mode in ("amax", "amin", "mean", "prod"):
    case("reduced_places", x=normal(3, 2), source=normal(3, 2), mode=mode, include_self=mode != "mean")
case("put_and_taken", x=normal(2, 3), y=normal(3))
case("broadcast_cosine", queries=normal(3, 4), keys=normal(2, 4))
case("digammas", x=uniform(4, low=0.5, high=3.0))
