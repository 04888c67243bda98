package org.heliograph.cms.site;

import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a script gives a function. */
record Arguments(String function, List<?> values) {

    int size() {
        return values.size();
    }

    private @Nullable Object at(int position) {
        return position < values.size() ? values.get(position) : null;
    }

    boolean isContent(int position) {
        return at(position) instanceof ContentModel;
    }

    /** Whether something is there that is not null. */
    boolean has(int position) {
        return at(position) != null;
    }

    ContentMap content(int position) throws TemplateModelException {
        if (at(position) instanceof ContentModel model) {
            return model.content();
        }
        throw wrong(position, "a node");
    }

    String text(int position) throws TemplateModelException {
        return optionalText(position).orElseThrow(() -> wrong(position, "a text"));
    }

    Optional<String> optionalText(int position) throws TemplateModelException {
        Object value = at(position);
        if (value instanceof ContentModel) {
            throw wrong(position, "a text");
        }
        if (value instanceof TemplateScalarModel scalar) {
            return Optional.ofNullable(scalar.getAsString());
        }
        if (value instanceof TemplateNumberModel number) {
            return Optional.of(number.getAsNumber().toString());
        }
        if (value instanceof TemplateBooleanModel truth) {
            return Optional.of(String.valueOf(truth.getAsBoolean()));
        }
        return Optional.empty();
    }

    int number(int position) throws TemplateModelException {
        if (at(position) instanceof TemplateNumberModel number) {
            return number.getAsNumber().intValue();
        }
        throw wrong(position, "a number");
    }

    /** The items of a list, or the one value that stands for a list. */
    List<TemplateModel> list(int position) throws TemplateModelException {
        if (at(position) instanceof TemplateSequenceModel sequence) {
            List<TemplateModel> items = new ArrayList<>();
            for (int i = 0; i < sequence.size(); i++) {
                items.add(sequence.get(i));
            }
            return items;
        }
        return at(position) instanceof TemplateModel model ? List.of(model) : List.of();
    }

    List<String> texts(int position) throws TemplateModelException {
        List<String> texts = new ArrayList<>();
        for (TemplateModel item : list(position)) {
            new Arguments(function, List.of(item)).optionalText(0).ifPresent(texts::add);
        }
        return texts;
    }

    private TemplateModelException wrong(int position, String wanted) {
        return new TemplateModelException(function + " takes " + wanted + " as argument " + (position + 1)
                + (has(position) ? "" : ", but got nothing"));
    }

    /** What a script gives a directive, by name. */
    record Named(Map<String, TemplateModel> values) {

        static Named of(Map<?, ?> values) {
            Map<String, TemplateModel> named = new HashMap<>();
            values.forEach((name, value) -> {
                if (value instanceof TemplateModel model) {
                    named.put(name.toString(), model);
                }
            });
            return new Named(named);
        }

        void allow(Set<String> some, Set<String> others) throws TemplateModelException {
            for (String name : values.keySet()) {
                if (!some.contains(name) && !others.contains(name)) {
                    throw new TemplateModelException("There is no parameter " + name);
                }
            }
        }

        @Nullable
        TemplateModel get(String name) {
            return values.get(name);
        }

        Optional<String> text(String name) throws TemplateModelException {
            TemplateModel value = get(name);
            return value == null ? Optional.empty() : new Arguments(name, List.of(value)).optionalText(0);
        }

        /** Texts of a list, or of one text with commas. */
        List<String> texts(String name) throws TemplateModelException {
            TemplateModel value = get(name);
            if (value == null) {
                return List.of();
            }
            return new Arguments(name, List.of(value))
                    .texts(0).stream()
                            .flatMap(text -> Arrays.stream(text.split("\\s*,\\s*")))
                            .toList();
        }

        Optional<ContentMap> content(String name) throws TemplateModelException {
            TemplateModel value = get(name);
            return value == null ? Optional.empty() : Optional.of(new Arguments(name, List.of(value)).content(0));
        }
    }
}
