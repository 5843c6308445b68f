using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Output;

/// <summary>The option "--lang en|zh"; without it both languages are printed side by side.</summary>
internal static class PrintedLanguage
{
    public const string Usage = "[--lang en|zh]";

    /// <summary>Takes the option out of the arguments; null when it names no language.</summary>
    public static Language? Take(Arguments given)
    {
        var name = given.Value("--lang");
        return name switch { null => Language.Both, "en" => Language.En, "zh" => Language.Zh, _ => null };
    }
}
