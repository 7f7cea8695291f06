corners = tensor([[0.0, 0.0, 2.0, 2.0], [1.0, 1.0, 3.0, 4.0], [5.0, 5.0, 6.0, 7.0]])
shifted = tensor([[1.0, 0.5, 2.5, 2.0], [1.5, 1.0, 3.0, 4.5], [0.0, 0.0, 1.0, 1.0]])
crowd = tensor([[0.0, 0.0, 2.0, 2.0], [0.1, 0.0, 2.0, 2.1], [1.5, 1.5, 3.0, 3.0], [0.0, 0.2, 2.0, 2.2]])
masks = torch.zeros(2, 4, 5)
masks[0, 1:3, 2:4] = 1
masks[1, 0, 4] = 1

for kind in ("iou", "giou", "diou", "ciou"):
    case("overlaps", boxes=corners, others=shifted[:2], kind=kind)
    case("overlaps", boxes=corners, others=corners, kind=kind)
for kind in ("giou", "diou", "ciou"):
    for reduction in ("none", "mean", "sum"):
        case("pair_loss", boxes=corners, others=shifted, kind=kind, reduction=reduction)
    case("pair_loss", boxes=corners, others=corners, kind=kind, reduction="sum")
case("areas", boxes=corners)
for start, end in (("xyxy", "cxcywh"), ("cxcywh", "xyxy"), ("xywh", "xyxy"), ("xyxy", "xywh"), ("xywh", "cxcywh")):
    case("converted", boxes=shifted, start=start, end=end)
case("clipped", boxes=corners, height=4, width=3)
case("kept_area", boxes=crowd, scores=tensor([0.5, 0.9, 0.4, 0.7]), threshold=0.5)
case("kept_area", boxes=crowd, scores=tensor([0.5, 0.9, 0.4, 0.7]), threshold=0.95)
case("kept_scores", boxes=crowd, scores=tensor([0.5, 0.9, 0.4, 0.7]), classes=ints([0, 1, 0, 0]), threshold=0.5)
case("large_enough", boxes=corners, least=1.5)
case("extent_of_masks", masks=masks, scale=0.5)
for reduction in ("none", "mean"):
    case("focal", inputs=normal(3, 2), targets=tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), alpha=0.25, gamma=2.0, reduction=reduction)
case("focal", inputs=normal(3, 2), targets=tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), alpha=-1.0, gamma=1.5, reduction="sum")
