package org.heliograph.cms.definition;

/**
 * A definition after include, inherit, decoration and expansion.
 *
 * @param id registry id: bare name for apps, content types, themes and sites, path for endpoints,
 *     {@code module:path} for dialogs and templates, {@code module:name} for virtual URI mappings
 * @param module the module that defines it
 * @param file the file that defines it
 * @param config what it says; empty where it is not valid
 * @param valid whether it is served
 */
public record Definition(String id, String module, Location file, ConfigNode config, boolean valid) {}
