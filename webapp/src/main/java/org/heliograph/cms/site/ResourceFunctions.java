package org.heliograph.cms.site;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.cms.definition.Definitions;

/** The object {@code resfn}: links to files of modules. */
final class ResourceFunctions {

    private static final int MOST = 2;

    private final Definitions definitions;
    private final String contextPath;

    private ResourceFunctions(Definitions definitions, String contextPath) {
        this.definitions = definitions;
        this.contextPath = contextPath;
    }

    static Functions of(Definitions definitions, String contextPath, ObjectWrapper wrapper) {
        ResourceFunctions functions = new ResourceFunctions(definitions, contextPath);
        return new Functions(wrapper)
                .function("link", 1, 1, arguments -> functions.link(arguments.text(0), false))
                .function("cachedLink", 1, 1, arguments -> functions.link(arguments.text(0), true))
                .function("links", 1, 1, arguments -> functions.links(arguments, false))
                .function("cachedLinks", 1, 1, arguments -> functions.links(arguments, true))
                .function("css", 1, MOST, arguments -> functions.css(arguments, false))
                .function("cachedCss", 1, MOST, arguments -> functions.css(arguments, true))
                .function("js", 1, MOST, arguments -> functions.js(arguments, false))
                .function("cachedJs", 1, MOST, arguments -> functions.js(arguments, true));
    }

    private String link(String path, boolean cached) {
        return contextPath + Resources.address(definitions, path, cached);
    }

    private List<String> links(Arguments arguments, boolean cached) throws TemplateModelException {
        List<String> links = new ArrayList<>();
        for (String path : arguments.texts(0)) {
            links.add(link(path, cached));
        }
        return links;
    }

    private String css(Arguments arguments, boolean cached) throws TemplateModelException {
        String media = arguments
                .optionalText(1)
                .map(text -> " media=\"" + Escapes.escape(text) + "\"")
                .orElse("");
        StringBuilder tags = new StringBuilder();
        for (String link : links(arguments, cached)) {
            tags.append("<link rel=\"stylesheet\" type=\"text/css\" href=\"")
                    .append(Escapes.escape(link))
                    .append('"')
                    .append(media)
                    .append("/>\n");
        }
        return tags.toString();
    }

    private String js(Arguments arguments, boolean cached) throws TemplateModelException {
        String attributes = arguments
                .optionalText(1)
                .map(text -> " " + Escapes.escape(text))
                .orElse("");
        StringBuilder tags = new StringBuilder();
        for (String link : links(arguments, cached)) {
            tags.append("<script src=\"")
                    .append(Escapes.escape(link))
                    .append('"')
                    .append(attributes)
                    .append("></script>\n");
        }
        return tags.toString();
    }
}
