<body>
  [#include "head.ftl"]
