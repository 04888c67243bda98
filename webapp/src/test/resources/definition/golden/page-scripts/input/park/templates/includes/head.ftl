<head></head>
[#include "body.ftl"]
