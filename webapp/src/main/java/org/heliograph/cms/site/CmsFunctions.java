package org.heliograph.cms.site;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.site.ContentMap.Seen;
import org.jspecify.annotations.Nullable;

/** The object {@code cmsfn}: the functions of Magnolia's that scripts of light modules use. */
final class CmsFunctions {

    private static final String PAGE = "mgnl:page";
    private static final String TEMPLATE = "mgnl:template";
    private static final int LONGEST = 3;

    private final PageRequest request;
    private final Reading reading;
    private final ContentMap page;

    private CmsFunctions(PageRequest request, Reading reading, ContentMap page) {
        this.request = request;
        this.reading = reading;
        this.page = page;
    }

    static Functions of(PageRequest request, Reading reading, ContentMap page, ObjectWrapper wrapper) {
        CmsFunctions functions = new CmsFunctions(request, reading, page);
        Functions all = new Functions(wrapper);
        functions.enterLinks(all);
        functions.enterTree(all);
        functions.enterReads(all);
        functions.enterViews(all);
        functions.enterTexts(all);
        functions.enterTemplates(all);
        return all;
    }

    private void enterLinks(Functions all) {
        all.function("link", 1, 2, this::link)
                .function("localizedLinks", 0, 1, arguments -> localizedLinks())
                .function("language", 0, 0, arguments -> request.locale().toString())
                .function(
                        "isCurrentLocale",
                        1,
                        1,
                        arguments -> arguments.text(0).equals(request.locale().toString()))
                .function("externalLink", 2, 2, arguments -> {
                    String link = textOf(arguments.content(0), arguments.text(1));
                    return link.isBlank() || link.contains("://") ? link : "http://" + link;
                })
                .function("queryStringAndFragment", 1, 1, arguments -> afterPath(arguments.text(0)))
                .function("getQueryStringAndFragment", 1, 1, arguments -> afterPath(arguments.text(0)));
    }

    private @Nullable String link(Arguments arguments) throws TemplateModelException {
        if (arguments.isContent(0)) {
            ContentMap content = arguments.content(0);
            return reading.links().of(content.workspace(), content.node(), request.locale());
        }
        if (arguments.size() < 2) {
            throw new TemplateModelException("link takes a node, or a workspace and an identifier");
        }
        String workspace = arguments.text(0);
        Optional<String> id = arguments.optionalText(1);
        return id.flatMap(each -> reading.byId(workspace, each).or(() -> reading.byPath(workspace, each)))
                .map(node -> reading.links().of(workspace, node, request.locale()))
                .orElse(null);
    }

    private Map<String, String> localizedLinks() {
        Map<String, String> links = new LinkedHashMap<>();
        for (Locale locale : reading.links().languages()) {
            links.put(locale.toString(), reading.links().of(page.workspace(), page.node(), locale));
        }
        return links;
    }

    private static String afterPath(String address) {
        int end = address.indexOf('?') >= 0 ? address.indexOf('?') : address.indexOf('#');
        return end < 0 ? "" : address.substring(end);
    }

    private void enterTree(Functions all) {
        all.function(
                        "children",
                        1,
                        2,
                        arguments -> ofType(arguments, arguments.content(0).children()))
                .function("parent", 1, 2, arguments -> {
                    if (arguments.size() == 1) {
                        return arguments.content(0).parent();
                    }
                    List<ContentMap> above = ofType(arguments, ancestors(arguments.content(0)));
                    return above.isEmpty() ? null : above.get(above.size() - 1);
                })
                .function("ancestors", 1, 2, arguments -> ofType(arguments, ancestors(arguments.content(0))))
                .function("root", 1, 2, arguments -> {
                    ContentMap content = arguments.content(0);
                    List<ContentMap> above = ofType(arguments, ancestors(content));
                    return above.isEmpty() ? content : above.get(0);
                })
                .function("page", 1, 1, arguments -> pageOf(arguments.content(0)))
                .function("siteRoot", 1, 2, arguments -> siteRoot(arguments.content(0)))
                .function(
                        "siblings",
                        1,
                        1,
                        arguments -> arguments
                                .content(0)
                                .parent()
                                .map(ContentMap::children)
                                .orElse(List.of()))
                .function("inherit", 1, 2, arguments -> inherited(arguments).findFirst())
                .function("inheritList", 1, 2, arguments -> inherited(arguments).toList())
                .function(
                        "isFromCurrentPage",
                        1,
                        1,
                        arguments -> pageOf(arguments.content(0))
                                .filter(page::equals)
                                .isPresent())
                .function(
                        "isInherited",
                        1,
                        1,
                        arguments -> pageOf(arguments.content(0))
                                .filter(each -> !each.equals(page))
                                .isPresent());
    }

    /** The node of a name, or the node itself, on the page and then on those above it. */
    private java.util.stream.Stream<ContentMap> inherited(Arguments arguments) throws TemplateModelException {
        ContentMap content = arguments.content(0);
        String below = arguments.size() > 1 ? "/" + arguments.text(1) : "";
        List<ContentMap> from = new ArrayList<>(ancestors(content).stream()
                .filter(each -> each.node().isOfType(List.of(PAGE), false))
                .toList());
        from.add(content);
        Collections.reverse(from);
        return from.stream()
                .flatMap(each -> reading.byPath(each.workspace(), each.node().path() + below).stream()
                        .map(each::of));
    }

    private static List<ContentMap> ofType(Arguments arguments, List<ContentMap> nodes) throws TemplateModelException {
        Optional<String> type = arguments.optionalText(1);
        return type.isEmpty()
                ? nodes
                : nodes.stream()
                        .filter(each -> each.node().isOfType(List.of(type.get()), false))
                        .toList();
    }

    /** From the top down, without the node itself. */
    private static List<ContentMap> ancestors(ContentMap content) {
        List<ContentMap> ancestors = new ArrayList<>();
        for (Optional<ContentMap> above = content.parent();
                above.isPresent();
                above = above.get().parent()) {
            ancestors.add(above.get());
        }
        Collections.reverse(ancestors);
        return ancestors;
    }

    private static Optional<ContentMap> pageOf(ContentMap content) {
        Optional<ContentMap> each = Optional.of(content);
        while (each.isPresent() && !each.get().node().isOfType(List.of(PAGE), false)) {
            each = each.get().parent();
        }
        return each;
    }

    /** The page above with a template of type {@code home}, or the topmost page. */
    private ContentMap siteRoot(ContentMap content) {
        List<ContentMap> line = new ArrayList<>(ancestors(content));
        line.add(content);
        return line.stream()
                .filter(each -> templateOf(each)
                        .filter(template -> template.type().equals("home"))
                        .isPresent())
                .reduce((above, below) -> below)
                .orElse(line.get(0));
    }

    private Optional<PageTemplate> templateOf(ContentMap content) {
        return content.node()
                .property(TEMPLATE)
                .map(NodeSnapshot.Property::text)
                .map(id -> reading.definitions().pageTemplates().get(id));
    }

    private void enterReads(Functions all) {
        for (String name : List.of("contentByPath", "nodeByPath", "content")) {
            all.function(name, 1, 2, arguments -> read(arguments, name, true));
        }
        for (String name : List.of("contentById", "nodeById", "contentByIdentifier")) {
            all.function(name, 1, 2, arguments -> read(arguments, name, false));
        }
        all.function("contentByReference", 3, 3, arguments -> {
            String reference = textOf(arguments.content(0), arguments.text(1));
            String workspace = arguments.text(2);
            Optional<NodeSnapshot> node =
                    reading.byId(workspace, reference).or(() -> reading.byPath(workspace, reference));
            return node.map(each -> new ContentMap(reading, workspace, each, Seen.PLAIN));
        });
    }

    /** Plain nodes: neither localized nor escaped. The name {@code content} takes the workspace first. */
    private Optional<ContentMap> read(Arguments arguments, String name, boolean byPath) throws TemplateModelException {
        boolean workspaceFirst = name.equals("content") && arguments.size() > 1;
        String given = arguments.optionalText(workspaceFirst ? 1 : 0).orElse("");
        String workspace =
                workspaceFirst ? arguments.text(0) : arguments.optionalText(1).orElse(SiteLinks.WEBSITE);
        Optional<NodeSnapshot> node = byPath ? reading.byPath(workspace, given) : reading.byId(workspace, given);
        return node.map(each -> new ContentMap(reading, workspace, each, Seen.PLAIN));
    }

    private void enterViews(Functions all) {
        all.function("decode", 1, 1, arguments -> seen(arguments, false))
                .function("encode", 1, 1, arguments -> {
                    if (arguments.isContent(0)) {
                        return seen(arguments, true);
                    }
                    return arguments.optionalText(0).map(Escapes::escapeLines);
                })
                .function("wrapForI18n", 1, 1, arguments -> {
                    ContentMap content = arguments.content(0);
                    return content.seenAs(content.seen().localizedToo());
                })
                .function("asContentMap", 1, 1, arguments -> arguments.content(0))
                .function("asJCRNode", 1, 1, arguments -> arguments.content(0))
                .function("asContentMapList", 1, 1, arguments -> arguments.list(0))
                .function("asNodeList", 1, 1, arguments -> arguments.list(0))
                .function("isEditMode", 0, 0, arguments -> request.isEditing())
                .function("isPreviewMode", 0, 0, arguments -> request.isAuthor() && !request.isEditing())
                .function("isAuthorInstance", 0, 0, arguments -> request.isAuthor())
                .function("isPublicInstance", 0, 0, arguments -> !request.isAuthor())
                .value("editMode", request::isEditing)
                .value("previewMode", () -> request.isAuthor() && !request.isEditing())
                .value("authorInstance", request::isAuthor)
                .value("publicInstance", () -> !request.isAuthor());
    }

    private static ContentMap seen(Arguments arguments, boolean escaped) throws TemplateModelException {
        ContentMap content = arguments.content(0);
        return content.seenAs(content.seen().escapedToo(escaped));
    }

    private void enterTexts(Functions all) {
        all.function("unescapeXss", 1, 1, arguments -> arguments.optionalText(0).map(Escapes::unescape))
                .function(
                        "abbreviateString",
                        2,
                        LONGEST,
                        arguments -> abbreviated(
                                arguments.text(0),
                                arguments.number(1),
                                arguments.optionalText(2).orElse("...")))
                .function("createHtmlAttribute", 2, 2, arguments -> {
                    String value = arguments.optionalText(1).orElse("").strip();
                    return value.isEmpty() ? "" : arguments.text(0) + "=\"" + Escapes.escape(value) + "\"";
                })
                .function("fileExtension", 1, 1, arguments -> {
                    String name = arguments.text(0);
                    return name.substring(name.lastIndexOf('.') + 1);
                })
                .function(
                        "metaData",
                        2,
                        2,
                        arguments -> textOf(
                                arguments.content(0).seenAs(Seen.PLAIN),
                                arguments.text(1).contains(":") ? arguments.text(1) : "mgnl:" + arguments.text(1)));
    }

    private static String abbreviated(String text, int most, String end) {
        return text.length() <= most
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0,
                                        Math.max(
                                                0,
                                                Math.min(text.codePointCount(0, text.length()), most - end.length()))))
                        + end;
    }

    private static String textOf(ContentMap content, String property) {
        Object value = content.get(property);
        return value == null ? "" : value.toString();
    }

    private void enterTemplates(Functions all) {
        all.function(
                        "templateType",
                        1,
                        1,
                        arguments -> templateOf(arguments.content(0))
                                .map(PageTemplate::type)
                                .orElse(""))
                .function(
                        "templateSubtype",
                        1,
                        1,
                        arguments -> templateOf(arguments.content(0))
                                .map(PageTemplate::subtype)
                                .orElse(""))
                .function("hasTemplateOfType", 2, 2, arguments -> {
                    String type = arguments.text(1);
                    return templateOf(arguments.content(0))
                            .filter(template -> template.type().equals(type))
                            .isPresent();
                });
    }
}
