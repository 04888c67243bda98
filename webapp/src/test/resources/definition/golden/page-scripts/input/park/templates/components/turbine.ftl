<h2>${content.title}</h2>
[#if content.text??]
<p>${content.text!</p>
[/#if]
