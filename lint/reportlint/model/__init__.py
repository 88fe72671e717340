"""What stands between the steps: documents, reports, findings, forms; imports nothing of ours but itself."""
