"""textwrap, as far as texts of losses need it."""


def _margin(text):
    margins = [line[: len(line) - len(line.lstrip())] for line in text.split("\n") if line.strip()]
    if not margins:
        return ""
    common = margins[0]
    for margin in margins[1:]:
        while not margin.startswith(common):
            common = common[:-1]
    return common


def dedent(text):
    skip = len(_margin(text))
    return "\n".join(line[skip:] if line.strip() else "" for line in text.split("\n"))


def indent(text, prefix, predicate=None):
    chosen = predicate or (lambda line: line.strip() != "")
    return "\n".join(prefix + line if chosen(line) else line for line in text.split("\n"))


def wrap(text, width=70, **options):
    lines = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = lines[-1] + " " + word
        else:
            lines.append(word)
    return lines


def fill(text, width=70, **options):
    return "\n".join(wrap(text, width))


def shorten(text, width, placeholder=" [...]"):
    whole = " ".join(text.split())
    return whole if len(whole) <= width else wrap(whole, width - len(placeholder))[0] + placeholder
