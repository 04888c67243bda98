${name}，您好！

${text}
<#if signature?has_content>

${"--"} 
${signature}
</#if>

您于 ${day} 留言（编号 ${receipt}）：
<#list quoted as line>
> ${line}
</#list>
