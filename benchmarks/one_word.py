"""A typer program that prints one word: what the start-up of the whole command is measured against."""

import typer

app = typer.Typer()


@app.command()
def main() -> None:
    """Print one word."""
    print("hello")


if __name__ == "__main__":
    app()
