package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.message.Message.Consent;
import org.heliograph.message.MessageSettings.Wording;
import org.heliograph.message.RefusedException.Fault;

/** Checks that a sender agreed to what has to be agreed to, in the words that are in force. */
final class ConsentCheck {

    private static final String FIELD = "consents";
    private static final Set<String> MEMBERS = Set.of("purpose", "version", "given");
    private static final int MAX_CONSENTS = 10;

    private final ObjectNode body;
    private final SentTexts texts;
    private final MessageSettings settings;
    private final Locale language;
    private final Instant now;

    ConsentCheck(ObjectNode body, SentTexts texts, MessageSettings settings, Locale language, Instant now) {
        this.body = body;
        this.texts = texts;
        this.settings = settings;
        this.language = language;
        this.now = now;
    }

    /** The wordings in force by purpose. */
    static Map<String, Wording> wordings(MessageSettings settings) {
        Map<String, Wording> wordings = new LinkedHashMap<>();
        wordings.put(MessageSettings.ENQUIRY, settings.enquiry());
        settings.crossBorder().ifPresent(wording -> wordings.put(MessageSettings.CROSS_BORDER, wording));
        return wordings;
    }

    List<Consent> consents() {
        JsonNode sent = body.path(FIELD);
        if (!sent.isMissingNode() && !sent.isNull() && !sent.isArray()) {
            texts.faults().add(Fault.of(FIELD, "wrong-type"));
            return List.of();
        }
        if (sent.size() > MAX_CONSENTS) {
            texts.faults().add(Fault.of(FIELD, "too-many", MAX_CONSENTS));
            return List.of();
        }
        List<Consent> consents = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            consent(FIELD + '/' + i, sent.get(i)).ifPresent(consents::add);
        }
        requireAll(consents);
        return List.copyOf(consents);
    }

    private Optional<Consent> consent(String spot, JsonNode sent) {
        if (!sent.isObject() || !sent.path("given").isBoolean()) {
            texts.faults().add(Fault.of(sent.isObject() ? spot + "/given" : spot, "wrong-type"));
            return Optional.empty();
        }
        for (Iterator<String> names = sent.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                texts.faults().add(Fault.of(spot + '/' + SentBody.shown(name), "unknown"));
            }
        }
        String purpose = texts.line(spot + "/purpose", sent.path("purpose"), 40).orElse("");
        String version = texts.line(spot + "/version", sent.path("version"), 60).orElse("");
        Optional<Wording> wording = Optional.ofNullable(wordings(settings).get(purpose));
        if (wording.isEmpty()) {
            texts.faults().add(Fault.of(spot + "/purpose", "no-purpose"));
        } else if (!wording.get().version().equals(version)) {
            texts.faults()
                    .add(Fault.of(
                            spot + "/version", "outdated-wording", wording.get().version()));
        }
        return Optional.of(
                new Consent(purpose, version, language, now, sent.path("given").booleanValue()));
    }

    /** Once each: a refusal beside a consent would leave open which of them holds. */
    private void requireAll(List<Consent> consents) {
        for (String purpose : wordings(settings).keySet()) {
            List<Consent> said = consents.stream()
                    .filter(consent -> consent.purpose().equals(purpose))
                    .toList();
            if (said.size() > 1) {
                texts.faults().add(Fault.of(FIELD, "duplicate"));
            } else if (said.isEmpty() || !said.get(0).given()) {
                texts.faults().add(Fault.of("consent." + purpose, "no-consent"));
            }
        }
    }
}
