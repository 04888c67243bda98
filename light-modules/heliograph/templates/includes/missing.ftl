[#ftl output_format="HTML"]
[#-- What a visitor reads where nothing is; the page that includes this has imported site and assigned page. --]
[@site.layout title=site.text("missing.title") isIndexed=false]
<div class="frame message-page">
  <p class="message-code">404</p>
  <h1>${site.text("missing.title")}</h1>
  <p class="lead">${site.text("missing.text")}</p>
  <ul class="message-links">
    <li><a class="button" href="${site.link("/" + site.lang + "/")}">${site.text("missing.home")}</a></li>
    <li><a href="${site.link("/" + site.lang + "/products")}">${site.text("missing.products")}</a></li>
    <li><a href="${site.link("/" + site.lang + "/policies")}">${site.text("missing.policies")}</a></li>
    <li><a href="${site.link("/" + site.lang + "/search")}">${site.text("search.label")}</a></li>
  </ul>
</div>
[/@site.layout]
