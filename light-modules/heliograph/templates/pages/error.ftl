[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[@site.layout title=site.text("error.title") isIndexed=false]
<div class="frame message-page">
  <h1>${site.text("error.title")}</h1>
  <p class="lead">${site.text("error.text")}</p>
  <ul class="message-links">
    <li><a class="button" href="${site.link("/" + site.lang + "/")}">${site.text("missing.home")}</a></li>
    <li><a href="${site.link("/" + site.lang + "/contact")}">${site.text("error.contact")}</a></li>
  </ul>
</div>
[/@site.layout]
