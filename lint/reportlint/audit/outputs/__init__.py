"""What an inspector takes along of an audit, each made from an `Audit` alone."""
