"""The mid-term report: collected into plain data once, then rendered without a single query.

content.py says what a report holds and freezes it as canonical JSON; docx.py and xlsx.py turn it into files.
"""
