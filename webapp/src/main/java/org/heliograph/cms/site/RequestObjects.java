package org.heliograph.cms.site;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.cms.definition.Messages;
import org.heliograph.cms.site.ContentMap.Seen;
import org.jspecify.annotations.Nullable;

/** The objects {@code ctx}, {@code state} and {@code i18n}. Texts of the request come escaped, as from Magnolia. */
final class RequestObjects {

    private final PageRequest request;
    private final Reading reading;
    private final ContentMap page;
    private final ObjectWrapper wrapper;

    /** @param page the page that the address leads to */
    RequestObjects(PageRequest request, Reading reading, ContentMap page, ObjectWrapper wrapper) {
        this.request = request;
        this.reading = reading;
        this.page = page;
        this.wrapper = wrapper;
    }

    /**
     * The request. Names that it does not know are those of attributes, or else of parameters.
     *
     * @param attributes that surround what is rendered
     */
    TemplateHashModel context(Map<String, TemplateModel> attributes) {
        Functions known = new Functions(wrapper)
                .value("contextPath", () -> reading.links().contextPath())
                .value("locale", request::locale)
                .value("parameters", this::parameters)
                .value("user", () -> new Functions(wrapper).value("name", request::user))
                .value("aggregationState", this::state)
                .function("getParameter", 1, 1, arguments -> parameter(arguments.text(0)))
                .function("getParameterValues", 1, 1, arguments -> escaped(request.parameter(arguments.text(0))))
                .function("getAttribute", 1, 2, arguments -> attributes.get(arguments.text(0)));
        return new TemplateHashModel() {
            @Override
            public @Nullable TemplateModel get(String name) throws TemplateModelException {
                TemplateModel value = known.get(name);
                if (value == null) {
                    value = attributes.get(name);
                }
                return value != null ? value : wrapper.wrap(parameter(name));
            }

            @Override
            public boolean isEmpty() {
                return false;
            }
        };
    }

    private @Nullable String parameter(String name) {
        List<String> values = request.parameter(name);
        return values.isEmpty() ? null : Escapes.escape(values.get(0));
    }

    private static List<String> escaped(List<String> values) {
        return values.stream().map(Escapes::escape).toList();
    }

    private Map<String, String> parameters() {
        Map<String, String> first = new HashMap<>();
        request.parameters().forEach((name, values) -> first.put(Escapes.escape(name), Escapes.escape(values.get(0))));
        return first;
    }

    /** What Magnolia made of the address. */
    Functions state() {
        PageAddress address = request.address();
        String contextPath = reading.links().contextPath();
        return new Functions(wrapper)
                .value("originalURI", () -> Escapes.escape(address.original()))
                .value("currentURI", () -> Escapes.escape(address.uri()))
                .value("originalBrowserURI", () -> Escapes.escape(contextPath + address.original()))
                .value("originalURL", () -> Escapes.escape(request.host() + contextPath + address.original()))
                .value("originalBrowserURL", () -> Escapes.escape(request.host() + contextPath + address.original()))
                .value("queryString", () -> Escapes.escape(request.queryString()))
                .value("handle", () -> Escapes.escape(page.node().path()))
                .value("extension", () -> Escapes.escape(address.extension()))
                .value("selector", () -> Escapes.escape(String.join("~", address.selectors())))
                .value("selectors", () -> escaped(address.selectors()))
                .value("repository", page::workspace)
                .value("locale", request::locale)
                .value("characterEncoding", () -> "UTF-8")
                .value("previewMode", () -> !request.isEditing())
                .value("mainContentNode", () -> page.seenAs(Seen.PLAIN))
                .value("mainContent", () -> page.seenAs(Seen.PLAIN))
                .value("currentContentNode", () -> page.seenAs(Seen.PLAIN))
                .value("currentContent", () -> page.seenAs(Seen.PLAIN));
    }

    /** Texts of message bundles in the language of the page, by key. */
    TemplateHashModel messages() {
        Locale locale = request.locale();
        Messages messages = reading.definitions().messages();
        Functions functions = new Functions(wrapper).function("get", 1, 2, arguments -> {
            String text = messages.find(locale, arguments.text(0)).orElse(arguments.text(0));
            return arguments.has(1) ? format(text, locale, arguments.texts(1)) : text;
        });
        return new TemplateHashModel() {
            @Override
            public TemplateModel get(String key) throws TemplateModelException {
                TemplateModel function = functions.get(key);
                return function != null
                        ? function
                        : wrapper.wrap(messages.find(locale, key).orElse(key));
            }

            @Override
            public boolean isEmpty() {
                return false;
            }
        };
    }

    private static String format(String text, Locale locale, List<String> arguments) throws TemplateModelException {
        try {
            return new MessageFormat(text, locale).format(new ArrayList<>(arguments).toArray());
        } catch (IllegalArgumentException e) {
            throw new TemplateModelException("The text is no pattern: " + text, e);
        }
    }
}
