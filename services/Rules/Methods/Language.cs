namespace Ledger.Rules;

/// <summary>In which language a printed result speaks.</summary>
public enum Language
{
    /// <summary>English and Chinese side by side: "Residual / 剩余收益".</summary>
    Both,

    /// <summary>English only.</summary>
    En,

    /// <summary>Simplified Chinese only.</summary>
    Zh,
}

/// <summary>Texts in a language.</summary>
public static class Languages
{
    /// <summary>The text as this language says it; the same words in both are said once.</summary>
    public static string In(this Text text, Language language)
    {
        ArgumentNullException.ThrowIfNull(text);
        return language switch
        {
            Language.En => text.En,
            Language.Zh => text.Zh,
            _ => text.En == text.Zh ? text.En : $"{text.En} / {text.Zh}",
        };
    }
}
