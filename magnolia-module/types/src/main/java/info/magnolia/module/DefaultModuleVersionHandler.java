package info.magnolia.module;

public class DefaultModuleVersionHandler extends AbstractModuleVersionHandler {

    public DefaultModuleVersionHandler() {}
}
