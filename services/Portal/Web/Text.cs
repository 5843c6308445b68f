namespace Ledger.Portal.Web;

/// <summary>A sentence in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Simplified Chinese.</param>
public sealed record Text(string En, string Zh)
{
    /// <summary>The sentence in a language of <see cref="Language"/>.</summary>
    public string In(string language) => language == Language.Zh ? Zh : En;
}
