namespace BindCheck.Reach;

/// <summary>
/// Text of which parts are known only at run time: <c>$"http://0.0.0.0:{port}"</c> is <c>http://0.0.0.0:</c> and a hole.
/// A dialect reads what is there and answers "unknown" only when the part that decides lies in a hole.
/// </summary>
internal static class Pattern
{
    /// <summary>Stands for a run of unknown characters. U+FFFC, OBJECT REPLACEMENT CHARACTER: no address or URL contains it.</summary>
    internal const char Hole = '\uFFFC';

    internal const string Unknown = "\uFFFC";

    internal static bool IsKnown(string text) => text.IndexOf(Hole) < 0;
}
