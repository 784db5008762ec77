"""The OpenSubsonic API for apps on phones, at /rest/."""
