using System.Xml;
using System.Xml.Schema;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>
/// Validates payment files: always by our own schema of the part we use, and by the official <c>pain.001.001.09.xsd</c> where the folder
/// <c>LEDGER_TEST_SCHEMAS</c> has it (from iso20022.org; not shipped here).
/// </summary>
internal static class PaymentSchema
{
    public static void Accepts(byte[] file)
    {
        Validate(file, Path.Combine(AppContext.BaseDirectory, "payment-file.xsd"));
        if (Official("pain.001.001.09.xsd") is { } official) Validate(file, official);
    }

    /// <summary>A schema of others, where there is one.</summary>
    public static string? Official(string name) =>
        Environment.GetEnvironmentVariable("LEDGER_TEST_SCHEMAS") is { Length: > 0 } folder && Path.Combine(folder, name) is var path && File.Exists(path)
            ? path
            : null;

    public static void Validate(byte[] file, string schema)
    {
        var problems = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, schema);
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        while (reader.Read())
        {
        }

        Assert.Empty(problems);
    }
}
