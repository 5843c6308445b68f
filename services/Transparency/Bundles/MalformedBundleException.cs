namespace Ledger.Transparency.Bundles;

/// <summary>A bundle is not of the published form.</summary>
/// <param name="place">Where, for example <c>entries[2].envelope.ph</c>.</param>
/// <param name="message">What is wrong there.</param>
/// <param name="inner">What a parser said.</param>
public sealed class MalformedBundleException(string place, string message, Exception? inner = null) : FormatException(message, inner)
{
    /// <summary>Where it is wrong.</summary>
    public string Place { get; } = place;
}
