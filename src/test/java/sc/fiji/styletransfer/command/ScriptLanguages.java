package sc.fiji.styletransfer.command;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** The languages of the scripts, which in Fiji are plugins of their own. */
final class ScriptLanguages {

  private ScriptLanguages() {}

  /** Groovy as Fiji's own plugin brings it. */
  @Plugin(type = ScriptLanguage.class, name = "Groovy")
  public static class Groovy extends AdaptedScriptLanguage {

    /** Wraps Groovy's own engine. */
    public Groovy() {
      super("groovy");
    }
  }

  /** Jython as Fiji's own plugin brings it. */
  @Plugin(type = ScriptLanguage.class, name = "Python")
  public static class Jython extends AdaptedScriptLanguage {

    /** Wraps Jython's own engine. */
    public Jython() {
      super("jython");
    }
  }
}
