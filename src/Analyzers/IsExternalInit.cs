using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 compile records and init-only properties.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
