package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the parts of an app say of each other, and whether its texts are there in each language that it has any in. */
final class AppChecks {

    private static final String CONTENT_APP = "info.magnolia.ui.contentapp.";
    private static final List<String> FOLLOWING = List.of("successActionName", "cancelActionName");
    private static final Set<String> SHOWN = Set.of(
            "label",
            "description",
            "placeholder",
            "requiredErrorMessage",
            "errorMessage",
            "successMessage",
            "failureMessage",
            "confirmationHeader",
            "confirmationMessage",
            "proceedLabel",
            "cancelLabel");

    private final Messages messages;
    private final Problems problems;

    AppChecks(Messages messages, Problems problems) {
        this.messages = messages;
        this.problems = problems;
    }

    void check(String name, ConfigNode app) {
        Map<String, ConfigNode> subApps = children(app.get("subApps"));
        subApps.values().stream().filter(AppChecks::isOfMagnolia).forEach(subApp -> {
            Map<String, ConfigNode> actions = children(subApp.get("actions"));
            checkActions(name, subApps, actions);
            subApp.get("actionbar").ifPresent(bar -> checkActionbar(bar, actions.keySet()));
            subApp.get("form").ifPresent(this::checkTabs);
        });
        texts(name).forEach(locale -> checkTexts(name, app, locale));
    }

    /** Other classes may bring actions and fields of their own. */
    private static boolean isOfMagnolia(ConfigNode subApp) {
        return subApp.text("class")
                .filter(name -> !name.startsWith(CONTENT_APP))
                .isEmpty();
    }

    private static Map<String, ConfigNode> children(Optional<ConfigNode> node) {
        return node.map(ConfigNode::children).orElse(Map.of());
    }

    private void checkActions(String app, Map<String, ConfigNode> subApps, Map<String, ConfigNode> actions) {
        actions.values().forEach(action -> {
            FOLLOWING.forEach(
                    key -> action.get(key).ifPresent(next -> checkName(next, text(next), actions.keySet(), "action")));
            boolean isOwn = action.text("appName").orElse(app).equals(app);
            action.get("subAppName")
                    .filter(subApp -> isOwn)
                    .ifPresent(subApp -> checkName(subApp, text(subApp), subApps.keySet(), "sub-app"));
        });
    }

    private void checkActionbar(ConfigNode bar, Set<String> actions) {
        Stream.of("defaultAction", "deleteAction")
                .flatMap(key -> bar.get(key).stream())
                .forEach(action -> checkName(action, text(action), actions, "action"));
        children(bar.get("sections"))
                .values()
                .forEach(section -> children(section.get("groups"))
                        .values()
                        .forEach(group -> children(group.get("items")).forEach((key, item) -> {
                            Optional<ConfigNode> named = item.get("name");
                            checkName(
                                    named.orElse(item),
                                    named.map(AppChecks::text).orElse(key),
                                    actions,
                                    "action");
                        })));
    }

    private static String text(ConfigNode node) {
        return node.text().orElse("");
    }

    private void checkName(ConfigNode place, String name, Set<String> known, String noun) {
        if (!known.contains(name)) {
            problems.major(place.location(), "There is no " + noun + " " + name, Hints.oneOf(name, known));
        }
    }

    /** Also of a dialog. */
    void checkTabs(ConfigNode form) {
        Map<String, ConfigNode> fields = children(form.get("properties"));
        children(form.at("layout.tabs"))
                .forEach((tab, definition) -> children(definition.get("fields")).forEach((key, field) -> {
                    String name = field.text("name").or(field::text).orElse(key);
                    if (!fields.containsKey(name)) {
                        problems.major(
                                field.get("name").orElse(field).location(),
                                "The tab " + tab + " shows the field " + name + ", which is not there",
                                Hints.oneOf(name, fields.keySet()));
                    }
                }));
    }

    /** The languages that the app has texts in; where there is none, nobody meant to have any. */
    private List<Locale> texts(String app) {
        return messages.locales().stream()
                .filter(locale -> messages.hasBelow(locale, app + "."))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private void checkTexts(String app, ConfigNode definition, Locale locale) {
        checkLabel(definition, List.of(app + ".label"), "app " + app, locale);
        checkKeys(app, definition, locale);
        children(definition.get("subApps"))
                .values()
                .forEach(subApp -> children(subApp.at("form.properties"))
                        .forEach((name, field) -> checkField(app, List.of(name), field, locale)));
    }

    private void checkField(String app, List<String> path, ConfigNode field, Locale locale) {
        String name = String.join(".", path);
        List<String> places = List.of(app + "." + name, app + "." + path.get(path.size() - 1));
        if (!is(field, "hiddenField")) {
            checkLabel(field, places.stream().map(place -> place + ".label").toList(), "field " + name, locale);
        }
        children(field.get("validators")).values().forEach(validator -> {
            // That of node names is generated, so nobody has forgotten it here.
            if (validator.text("errorMessage").isEmpty() && !is(validator, "nodeNameValidator")) {
                require(
                        validator,
                        places.stream()
                                .map(place -> place + ".validation.errorMessage")
                                .toList(),
                        "The " + validator.text("$type").orElse("validator") + " of the field " + name
                                + " has no message",
                        locale);
            }
        });
        ConfigNode one = field.get("field").filter(ConfigNode::isMap).orElse(field);
        children(one.get("properties")).forEach((key, part) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(key);
            checkField(app, deeper, part, locale);
        });
    }

    private static boolean is(ConfigNode part, String type) {
        return part.text("$type").filter(type::equals).isPresent();
    }

    /** A text that is stated is looked at by {@link #checkKeys}. */
    private void checkLabel(ConfigNode part, List<String> keys, String noun, Locale locale) {
        if (part.text("label").isEmpty()) {
            require(part, keys, "The " + noun + " has no label", locale);
        }
    }

    private void require(ConfigNode part, List<String> keys, String problem, Locale locale) {
        if (keys.stream().noneMatch(key -> messages.has(locale, key))) {
            problems.minor(
                    part.location(),
                    problem + " in the language " + locale.toLanguageTag(),
                    "Add " + keys.get(0) + " to the messages of that language");
        }
    }

    /** A text with a dot and no blank is a key. One of another app that no bundle here has may be Magnolia's own. */
    private void checkKeys(String app, ConfigNode node, Locale locale) {
        node.children().forEach((name, child) -> {
            Optional<String> key = child.text().filter(text -> SHOWN.contains(name) && isKey(text));
            if (key.filter(messages::isKnown).isPresent() && !messages.has(locale, key.get())) {
                problems.minor(
                        child.location(),
                        "There is no text " + key.get() + " in the language " + locale.toLanguageTag(),
                        "Add it to the messages of that language");
            } else if (key.filter(text -> text.startsWith(app + ".") && !messages.isKnown(text))
                    .isPresent()) {
                problems.minor(
                        child.location(),
                        "There is no text " + key.get() + " in any language",
                        Hints.nearest(key.get(), messages.keys())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Add it to the messages of each language"));
            }
            if (child.isCollection()) {
                checkKeys(app, child, locale);
            }
        });
    }

    private static boolean isKey(String text) {
        return text.matches("[A-Za-z][\\w-]*(?:\\.[\\w:-]+)+");
    }
}
