package org.heliograph.cms.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.definition.VirtualUri.Kind;

/** Reads virtual URI mappings from their configuration trees; {@link PageChecks} says what is wrong with them. */
final class VirtualUriBinder {

    private static final String EXPRESSION = "RegexpVirtualUriMapping";
    private static final String PLAIN = "DefaultVirtualUriMapping";
    private static final Pattern GROUP = Pattern.compile("\\$(\\d+)");

    private final Problems problems;

    VirtualUriBinder(Problems problems) {
        this.problems = problems;
    }

    /** The mapping, or nothing if it is not complete, or of a kind that depends on the host's name or on chance. */
    Optional<VirtualUri> bind(Definition definition) {
        ConfigNode config = definition.config();
        Fields fields = new Fields(config, problems);
        String type = fields.text("class").or(() -> fields.text("$type")).orElse(PLAIN);
        boolean isExpression = type.endsWith("." + EXPRESSION) || type.equalsIgnoreCase(EXPRESSION);
        boolean isPlain = type.endsWith("." + PLAIN) || type.equalsIgnoreCase(PLAIN);
        Optional<String> from = fields.text("fromUri").filter(text -> !text.isBlank());
        Optional<String> to = fields.text("toUri").filter(text -> !text.isBlank());
        if (from.isEmpty() || to.isEmpty() || !isExpression && !isPlain) {
            return Optional.empty();
        }
        Optional<VirtualUri> mapping = isExpression
                ? expression(from.get())
                        .filter(pattern -> namesItsGroups(config, pattern, to.get()))
                        .map(pattern -> of(definition, pattern, true, to.get()))
                : Optional.of(of(definition, wildcards(from.get()), false, to.get()));
        mapping.filter(VirtualUri::goesRound)
                .ifPresent(round -> problems.major(
                        config.get("toUri").orElse(config).location(),
                        "The mapping forwards to an address that it holds for itself, which Magnolia never ends with",
                        "Leave " + round.to() + " out of fromUri"));
        return mapping;
    }

    private static Optional<Pattern> expression(String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Optional.empty(); // reported by the checks
        }
    }

    private boolean namesItsGroups(ConfigNode config, Pattern pattern, String to) {
        int groups = pattern.matcher("").groupCount();
        Matcher matcher = GROUP.matcher(to);
        while (matcher.find()) {
            if (Integer.parseInt(matcher.group(1).substring(0, 1)) > groups) {
                problems.major(
                        config.get("toUri").orElse(config).location(),
                        "toUri names group " + matcher.group() + ", but fromUri has " + groups,
                        "Put round brackets around what it means in fromUri");
                return false;
            }
        }
        return true;
    }

    /** Magnolia's plain patterns: {@code *} stands for any characters, {@code ?} for one. */
    private static Pattern wildcards(String text) {
        StringBuilder expression = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    private static VirtualUri of(Definition definition, Pattern from, boolean isExpression, String to) {
        int colon = to.indexOf(':');
        Kind kind = switch (colon < 0 ? "" : to.substring(0, colon)) {
            case "redirect" -> Kind.REDIRECT;
            case "permanent" -> Kind.PERMANENT;
            default -> Kind.FORWARD;
        };
        boolean isNamed = to.matches("(?s)(redirect|permanent|forward):.*");
        return new VirtualUri(definition.id(), from, isExpression, kind, isNamed ? to.substring(colon + 1) : to);
    }
}
