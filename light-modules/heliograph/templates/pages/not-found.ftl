[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#include "/heliograph/templates/includes/missing.ftl"]
