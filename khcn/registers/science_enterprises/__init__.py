"""S&T enterprises: certificates, the results they stand on, yearly figures (target T11)."""
