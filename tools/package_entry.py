"""What the package starts."""

from reportlint.cli.packaged import main

if __name__ == "__main__":
    main()
