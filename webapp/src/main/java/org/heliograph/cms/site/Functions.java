package org.heliograph.cms.site;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions and values that scripts reach by name; what is not entered is not there. */
final class Functions implements TemplateHashModel {

    private final ObjectWrapper wrapper;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, TemplateMethodModelEx> functions = new HashMap<>();

    Functions(ObjectWrapper wrapper) {
        this.wrapper = wrapper;
    }

    /** The body of a function. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object call(Arguments arguments) throws TemplateModelException;
    }

    /** Finds out a value when it is asked for. */
    @FunctionalInterface
    interface Value {
        @Nullable
        Object get() throws TemplateModelException;
    }

    /** @param most arguments that it takes */
    Functions function(String name, int least, int most, Call body) {
        functions.put(name, arguments -> {
            List<?> given = arguments;
            if (given.size() < least || given.size() > most) {
                throw new TemplateModelException(name + " takes "
                        + (least == most ? String.valueOf(least) : least + " to " + most) + " arguments, not "
                        + given.size());
            }
            return wrapper.wrap(body.call(new Arguments(name, given)));
        });
        return this;
    }

    /** A getter, as a property and as a method. */
    Functions value(String name, Value value) {
        values.put(name, value);
        String getter = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return function("get" + getter, 0, 0, arguments -> value.get());
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
        Value value = values.get(name);
        return value != null ? wrapper.wrap(value.get()) : functions.get(name);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
