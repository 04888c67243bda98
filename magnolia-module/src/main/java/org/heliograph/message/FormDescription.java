package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.host.PublishedContent;
import org.heliograph.message.Message.Quantity;
import org.heliograph.spam.Challenge;

/** Describes the form in one language, so that any front end can draw it and check what is typed. */
final class FormDescription {

    private static final int MAX_PREFILLED = 20;

    /** Out of sight, yet not by the rules that programs look for first. */
    private static final String UNSEEN =
            "position:absolute;left:-10000px;top:auto;width:1px;height:1px;overflow:hidden";

    private final MessageSettings settings;
    private final PublishedContent published;
    private final Locale language;

    FormDescription(MessageSettings settings, PublishedContent published, Locale language) {
        this.settings = settings;
        this.published = published;
        this.language = language;
    }

    /**
     * @param products identifiers or paths, to be filled in; those that are not published are left out
     * @param sourcePage identifier or path of the entry that the page shows
     * @throws RepositoryException if they cannot be looked up
     */
    ObjectNode json(Challenge challenge, List<String> products, Optional<String> sourcePage)
            throws RepositoryException {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.put("locale", language.toLanguageTag());
        form.put("title", text("form.title"));
        form.put("submit", text("form.submit"));
        form.put("method", "POST");
        form.putArray("types").add("application/json").add("application/x-www-form-urlencoded");
        form.put("maxBytes", SentBody.MAX_BYTES);
        addFields(form.putArray("fields"));
        ObjectNode contact = form.putObject("atLeastOne");
        ArrayNode names = contact.putArray("of");
        MessageCheck.CONTACTS.forEach(field -> names.add(field.sent()));
        contact.put("message", text("fault.no-contact"));
        addConsents(form.putArray("consents"));
        addHoneypot(form.putObject("honeypot"));
        addChallenge(form.putObject("challenge"), challenge);
        addPrefilled(form.putObject("prefilled"), products, sourcePage);
        return form;
    }

    private String text(String key) {
        return IntakeTexts.of(key, language);
    }

    private void addFields(ArrayNode fields) {
        for (Field field : Field.values()) {
            ObjectNode shown = fields.addObject();
            String key = "field." + field.sent() + '.';
            shown.put("name", field.sent());
            shown.put("label", text(key + "label"));
            shown.put("type", field.kind());
            shown.put("required", field.isRequired());
            shown.put("autocomplete", field.autocomplete());
            if (IntakeTexts.texts(language).containsKey(key + "hint")) {
                shown.put("hint", text(key + "hint"));
            }
            addLengths(shown, field);
            addOptions(shown, field);
        }
    }

    private void addLengths(ObjectNode shown, Field field) {
        if (field == Field.MESSAGE) {
            shown.put("minGraphemes", settings.shortestText());
        } else if (field.isRequired()) {
            shown.put("minGraphemes", 1);
        }
        if (field.max() > 0) {
            shown.put("maxGraphemes", field.max());
        }
    }

    private void addOptions(ObjectNode shown, Field field) {
        switch (field) {
            case ROOF_TYPE -> {
                ArrayNode options = shown.putArray("options");
                RoofTypes.ALL.forEach(value -> addOption(options, value, RoofTypes.label(value, language)));
            }
            case COUNTRY -> {
                ArrayNode options = shown.putArray("options");
                Countries.in(language).forEach(country -> addOption(options, country.code(), country.name()));
            }
            case PROJECT_SIZE -> {
                ArrayNode units = shown.putArray("units");
                Quantity.UNITS.forEach(unit -> addOption(units, unit, text("unit." + unit)));
            }
            default -> {}
        }
    }

    private static void addOption(ArrayNode options, String value, String label) {
        options.addObject().put("value", value).put("label", label);
    }

    private void addConsents(ArrayNode consents) {
        ConsentCheck.wordings(settings)
                .forEach((purpose, wording) -> consents.addObject()
                        .put("purpose", purpose)
                        .put("name", "consent." + purpose)
                        .put("version", wording.version())
                        .put("text", wording.text(language))
                        .put("required", true));
    }

    private void addHoneypot(ObjectNode honeypot) {
        honeypot.put("name", MessageCheck.HONEYPOT);
        honeypot.put("label", text("field.topic_note.label"));
        honeypot.put("style", UNSEEN);
        honeypot.putObject("attributes")
                .put("autocomplete", "off")
                .put("tabindex", "-1")
                .put("data-lpignore", "true")
                .put("data-1p-ignore", "true");
        honeypot.putObject("wrapperAttributes").put("aria-hidden", "true");
    }

    private static void addChallenge(ObjectNode shown, Challenge challenge) {
        shown.put("algorithm", Challenge.ALGORITHM);
        shown.put("token", challenge.token());
        shown.put("nonce", challenge.nonce());
        shown.put("puzzles", challenge.puzzles());
        shown.put("bits", challenge.bits());
        shown.put("expiresAt", challenge.expiresAt().toString());
        shown.put("note", challenge.note());
        shown.put("solver", "form/solver.js");
        shown.putObject("names")
                .put("token", "token")
                .put("solution", "solution")
                .put("script", "script");
    }

    private void addPrefilled(ObjectNode prefilled, List<String> products, Optional<String> sourcePage)
            throws RepositoryException {
        ArrayNode shown = prefilled.putArray("productOfInterest");
        for (String product : products.subList(0, Math.min(MAX_PREFILLED, products.size()))) {
            References.find(published, Set.of("products"), product, language)
                    .ifPresent(item -> shown.addObject().put("value", item.id()).put("label", item.title()));
        }
        if (sourcePage.isPresent()) {
            References.find(published, OriginCheck.WORKSPACES, sourcePage.get(), language)
                    .ifPresent(item -> prefilled
                            .putObject("sourcePage")
                            .put("value", item.id())
                            .put("label", item.title()));
        }
    }
}
