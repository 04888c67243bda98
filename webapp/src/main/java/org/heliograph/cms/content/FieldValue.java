package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.value.ValueFactoryImpl;
import org.heliograph.cms.content.FieldProblem.Spot;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.repository.TextValues;

/** The JSON form of the values of a field, and back. */
final class FieldValue {

    static final String RICH_TEXT = "richText";
    static final String ASSET = "asset";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern ASSET_KEY = Pattern.compile("jcr:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private FieldValue() {}

    /** Whether a field of a content type's property type may hold values of a JCR type. */
    static boolean isOfType(String declared, int stored) {
        return switch (declared) {
            case "Long" -> stored == PropertyType.LONG;
            case "Double", "Decimal" ->
                stored == PropertyType.DOUBLE || stored == PropertyType.DECIMAL || stored == PropertyType.LONG;
            case "Date" -> stored == PropertyType.DATE;
            case "Boolean" -> stored == PropertyType.BOOLEAN;
            case "Binary" -> stored == PropertyType.BINARY;
            default ->
                stored == PropertyType.STRING
                        || stored == PropertyType.REFERENCE
                        || stored == PropertyType.WEAKREFERENCE
                        || stored == PropertyType.NAME
                        || stored == PropertyType.PATH
                        || stored == PropertyType.URI;
        };
    }

    /** A stored value as a form shows it; binaries are shown as nothing. */
    static JsonNode json(ItemValue value) {
        if (!value.multiple()) {
            return value.texts().isEmpty() ? JSON.nullNode() : json(value.text(), value.type());
        }
        ArrayNode all = JSON.arrayNode();
        value.texts().forEach(text -> all.add(json(text, value.type())));
        return all;
    }

    private static JsonNode json(String text, int type) {
        return switch (type) {
            case PropertyType.LONG -> number(Long.parseLong(text));
            case PropertyType.DOUBLE -> JSON.numberNode(Double.parseDouble(text));
            case PropertyType.DECIMAL -> JSON.numberNode(new BigDecimal(text));
            case PropertyType.BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(text));
            case PropertyType.BINARY -> JSON.nullNode();
            default -> JSON.textNode(text);
        };
    }

    /** Of the kind that a parser makes of it, so that two trees may be compared. */
    private static JsonNode number(long number) {
        return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
    }

    /**
     * The value that a form sends.
     *
     * @param problems is told what is wrong
     * @return empty for no value, or a wrong one
     */
    static Optional<ItemValue> parse(Property property, JsonNode sent, Spot spot, List<FieldProblem> problems) {
        if (sent.isNull()) {
            return Optional.empty();
        }
        if (sent.isArray() != property.multiple()) {
            problems.add(FieldProblem.of(spot, property.multiple() ? "field-no-list" : "field-single"));
            return Optional.empty();
        }
        if (sent.size() > ItemCheck.MAX_VALUES) {
            problems.add(FieldProblem.of(spot, "field-too-many", ItemCheck.MAX_VALUES));
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : sent.isArray() ? sent : List.of(sent)) {
            text(property.type(), each, spot, problems)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(texts::add);
        }
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(new ItemValue(storedType(property.type()), property.multiple(), texts));
    }

    private static int storedType(String declared) {
        return switch (declared) {
            case "Long" -> PropertyType.LONG;
            case "Double" -> PropertyType.DOUBLE;
            case "Decimal" -> PropertyType.DECIMAL;
            case "Date" -> PropertyType.DATE;
            case "Boolean" -> PropertyType.BOOLEAN;
            default -> PropertyType.STRING;
        };
    }

    private static Optional<String> text(String type, JsonNode sent, Spot spot, List<FieldProblem> problems) {
        boolean fits = switch (type) {
            case "Long" -> sent.isIntegralNumber() && sent.canConvertToLong();
            case "Double" -> sent.isNumber() && Double.isFinite(sent.doubleValue());
            case "Decimal" -> sent.isNumber();
            case "Boolean" -> sent.isBoolean();
            case "Binary" -> false;
            default -> sent.isTextual();
        };
        if (!fits) {
            problems.add(misfit(type, spot));
            return Optional.empty();
        }
        Optional<FieldProblem> fault =
                FieldText.fault(FieldText.normalized(sent.asText()), type.equals(RICH_TEXT), spot);
        if (fault.isPresent()) {
            problems.add(fault.get());
            return Optional.empty();
        }
        return canonical(type, sent, spot, problems);
    }

    private static FieldProblem misfit(String type, Spot spot) {
        return switch (type) {
            case "Long" -> FieldProblem.of(spot, "field-no-integer", Long.MIN_VALUE, Long.MAX_VALUE);
            case "Double", "Decimal" -> FieldProblem.of(spot, "field-no-number");
            case "Boolean" -> FieldProblem.of(spot, "field-no-boolean");
            case "Date" -> FieldProblem.of(spot, "field-no-date");
            case "Binary" -> FieldProblem.of(spot, "field-read-only");
            default -> FieldProblem.of(spot, "field-no-text");
        };
    }

    /** The text that is stored, in the one form that equal values have. */
    private static Optional<String> canonical(String type, JsonNode sent, Spot spot, List<FieldProblem> problems) {
        String text = FieldText.normalized(sent.asText());
        if (text.isEmpty()) {
            return Optional.of(text);
        }
        boolean reference = type.startsWith("reference:");
        if (reference && !IDENTIFIER.matcher(text).matches()
                || type.equals(ASSET) && !ASSET_KEY.matcher(text).matches()) {
            problems.add(FieldProblem.of(spot, "reference-malformed"));
            return Optional.empty();
        }
        try {
            return Optional.of(TextValues.parse(ValueFactoryImpl.getInstance(), text, storedType(type))
                    .getString());
        } catch (RepositoryException e) {
            problems.add(misfit(type, spot));
            return Optional.empty();
        }
    }
}
