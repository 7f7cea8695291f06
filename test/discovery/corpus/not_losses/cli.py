import click
import yaml


@click.command()
@click.option("--loss", default="ce")
@click.option("--gamma", default=2.0)
def main(loss, gamma):
    cfg = yaml.safe_load(open("cfg.yml"))
    cfg["loss"] = {"name": loss, "gamma": gamma}
    click.echo(cfg)


def loss_choices():
    return ["ce", "focal", "dice"]


if __name__ == "__main__":
    main()
