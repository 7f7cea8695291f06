import pandas as pd


def pivot(df):
    return df.pivot_table(index="model", columns="dataset", values="val_loss", aggfunc="min")


def gain(df):
    return (df["baseline_loss"] - df["loss"]) / df["baseline_loss"] * 100


def top(df, k=3):
    return df.sort_values("loss").groupby("model").head(k)
