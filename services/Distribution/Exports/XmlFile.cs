using System.Text;
using System.Xml;

namespace Ledger.Distribution.Exports;

/// <summary>What XML files of journals share.</summary>
internal abstract class XmlFile(Stream output) : JournalFile
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", CloseOutput = false,
    };

    protected XmlWriter Xml { get; } = XmlWriter.Create(output, Settings);

    protected ExportHead? Head { get; set; }

    public override bool OpensByEntry => false;

    protected override void Dispose(bool disposing)
    {
        if (disposing) Xml.Dispose();
    }

    protected void Element(string name, string text) => Xml.WriteElementString(name, Clean(text));

    protected void Element(string name, string text, int most) => Element(name, Cut(Clean(text), most));

    /// <summary>At most so many characters; a pair of surrogates is not torn.</summary>
    protected static string Cut(string text, int most) =>
        text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];

    // Control characters stand in no XML 1.0, however they are written.
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return clean.ToString();
    }
}
